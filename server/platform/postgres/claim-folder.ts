import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Claims a data folder for this process, for as long as it lives: a name in the kernel that two cannot hold and that
 * vanishes with its holder, also after `kill -9`. Returns false when another process holds it.
 */
export function claimFolder(folder: string): Promise<boolean> {
	mkdirSync(folder, { recursive: true });
	const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => socket.destroy());
		server.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(false);
			else reject(error);
		});
		server.listen(`\0sumut-smart-province-${name}`, () => {
			server.unref();
			resolve(true);
		});
	});
}
