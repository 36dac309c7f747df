export { seal, unseal } from './seal.ts';
export { sign } from './sign.ts';
