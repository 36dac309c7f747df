export { createHost, placeOf } from './create-host.ts';
export { shortenAddress } from './shorten-address.ts';
export { servePages } from './serve-pages.ts';
