export { hammingDistance, lookBands, looksAlikeWithin, lookOf } from './look.ts';
export { type TakenFile, takeFile } from './take-file.ts';
export { readVideo } from './read-video.ts';
