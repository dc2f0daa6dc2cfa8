import { mount } from 'svelte';

import App from './App.svelte';
import './ui/base.css';
import { theme } from './ui/theme.svelte';

theme.apply();
mount(App, { target: document.getElementById('app') ?? document.body });
