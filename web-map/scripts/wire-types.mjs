// Makes src/wire/openapi.ts from the server's OpenAPI document; with --check, fails when it is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DOCUMENT = join(ROOT, '..', 'server', 'openapi.json');
const TARGET = join(ROOT, 'src', 'wire', 'openapi.ts');

const document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
const made = `// Made by \`npm run wire-types\` from server/openapi.json; do not edit.\n${astToString(await openapiTS(document))}`;
if (process.argv.includes('--check')) {
  if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== made) {
    console.error('src/wire/openapi.ts is out of date: run `npm run wire-types` and commit it.');
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, made);
}
