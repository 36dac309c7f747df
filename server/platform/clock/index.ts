export { now, setClock } from './clock.ts';
