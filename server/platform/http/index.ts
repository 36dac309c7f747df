export { createHost, placeOf, refusalAsJson } from './create-host.ts';
export { securityHeaders } from './security-headers.ts';
export { servePages } from './serve-pages.ts';
export { shortenAddress } from './shorten-address.ts';
