import { fireClocks } from '#casework';
import { connect, disconnect } from '#platform/db';

/** One worker's sweep in a process of its own: `node fire-clocks.ts <url of the database>`. Prints how many it fired. */
const url = process.argv[2];
if (!url) throw new Error('Which database?');
connect(url, 4);
console.log('begins');
console.log(await fireClocks());
await disconnect();
