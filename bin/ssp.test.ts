import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';

type Verb = { help: string; run: unknown };
const folder = mkdtempSync(join(tmpdir(), 'ssp-verbs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** `ssp` on a data folder that does not exist, so that a verb that starts something shows. */
async function ssp(...args: string[]): Promise<{ code: number; said: string; wrong: string }> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'ssp.ts'), ...args], {
		env: { ...process.env, DATA_DIR: join(folder, 'data') },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const [said, wrong, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'exit'),
	]);
	return { code, said, wrong };
}

const verbs = readdirSync(join(import.meta.dirname, 'verbs'))
	.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
	.map((name) => name.slice(0, -3));
const words = (verb: string) => (verb.startsWith('open311') ? [verb] : verb.replace('-', ' ').split(' '));

test('without a verb it lists all of them, and so does one it does not know', async () => {
	const all = await ssp();
	assert.equal(all.code, 0);
	for (const verb of verbs) assert.match(all.said, new RegExp(`ssp ${words(verb).join(' ')}\\b`));
	assert.equal((await ssp('nonsense')).code, 2);
});

test('each verb has its help, which begins with how it is called', async () => {
	for (const verb of verbs) {
		const { help, run }: Verb = await import(`./verbs/${verb}.ts`);
		assert.ok(help.startsWith(`ssp ${words(verb).join(' ')}`), help);
		assert.equal(typeof run, 'function');
	}
});

for (const verb of ['migrate', 'admin-create', 'open311-key']) {
	test(`ssp ${words(verb).join(' ')}: explains itself, refuses an option there is not, and starts nothing for it`, async () => {
		const [help, wrong] = await Promise.all([
			ssp(...words(verb), '--help'),
			ssp(...words(verb), '--no-such-option=1'),
		]);
		assert.equal(help.code, 0);
		assert.ok(help.said.startsWith(`ssp ${words(verb).join(' ')}`), help.said);
		assert.equal(wrong.code, 1);
		assert.match(
			wrong.wrong,
			/^--no-such-option is no option of this command\. What there is: ssp .* --help$/m,
		);
		assert.equal(existsSync(join(folder, 'data', 'postgres')), false);
	});
}
