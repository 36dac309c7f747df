export { folderStore } from './folder-store.ts';
export { type S3, s3Store } from './s3-store.ts';
export { find, get, has, list, put, remove, useStore, verify } from './storage.ts';
export type { ByteRange, PutOptions, Source, Store, Stored } from './store.ts';
