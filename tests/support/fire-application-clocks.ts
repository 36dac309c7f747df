import { fireApplicationClocks } from '#applications';
import { setClock } from '#platform/clock';
import { connect, disconnect } from '#platform/db';

/** One worker's sweep in a process of its own, at a moment: `node … <url of the database> <moment>`. */
const [, , url, moment] = process.argv;
if (!url || !moment) throw new Error('Which database, and when?');
connect(url, 4);
setClock(() => new Date(moment));
console.log('begins');
console.log(await fireApplicationClocks());
await disconnect();
