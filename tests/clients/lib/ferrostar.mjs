// Ferrostar's core in Node: the package is made for bundlers, which load WebAssembly like a module.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function loadFerrostar() {
  const folder = dirname(createRequire(import.meta.url).resolve('@stadiamaps/ferrostar/package.json'));
  const core = await import(pathToFileURL(join(folder, 'ferrostar_bg.js')));
  const bytes = await readFile(join(folder, 'ferrostar_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './ferrostar_bg.js': core });
  core.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return core;
}
