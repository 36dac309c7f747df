import { startPostgres } from '#platform/postgres';

/** A process that holds an embedded PostgreSQL, as a server does: prints where it is, stops it on SIGTERM. */
const [folder = ''] = process.argv.slice(2);
const { url, adopted, home, stop } = await startPostgres(folder, { shared_buffers: '16MB', fsync: 'off' });
console.log(JSON.stringify({ url, adopted, folder: home.folder, socketDir: home.socketDir }));
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
