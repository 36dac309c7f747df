export const looksAlikeWithin = 10;
