import { parseArgs } from 'node:util';
import { connectServer } from '../../server/doors/open311/client/connect-server.ts';
import { readSecret } from '../read-password.ts';

export const help = `ssp open311-connect --pemda CODE --office SLUG --url URL [--jurisdiction ID] --service SUBJECT=CODE …
  Connects an office to its own Open311 GeoReport v2 server: what it holds is sent there, what happens there is read
  back. URL is what comes before /services.xml. Each --service names the service there for a subject of ours
  (road.pothole=006), a family (road.*=006) or everything (*=006). The API key is asked for, or read from standard
  input when that is no terminal; an empty one is none.
  --json        speak JSON with it instead of XML
  --private     its address lies in a private network, and that is meant
  --unchecked   do not ask it for its services first`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			...{ pemda: text, office: text, url: text, jurisdiction: text },
			...{ service: { type: 'string', multiple: true }, json: flag, private: flag, unchecked: flag },
		},
	});
	const { pemda, office, url, service = [] } = values;
	if (!pemda || !office || !url || service.length === 0) throw new Error(help);
	const endpoint = {
		url,
		jurisdiction: values.jurisdiction ?? null,
		apiKey: (await readSecret('API key: ')) || null,
		format: values.json ? 'json' : 'xml',
		services: Object.fromEntries(service.map(pairOf)),
		isPrivate: values.private,
	} as const;
	const editor = { label: 'system:ssp', administers: ['12'] };
	const connection = { pemda, office, endpoint, unchecked: values.unchecked };
	const { office: connected, unmapped } = await connectServer(editor, connection);
	console.log(`${connected.name} is connected to ${url}.`);
	if (unmapped.length > 0) console.log(`Not sent, for they have no service there: ${unmapped.join(', ')}`);
}

function pairOf(pair: string): [string, string] {
	const [subject, code, ...more] = pair.split('=');
	if (!subject || !code || more.length > 0) throw new Error(`--service ${pair}: expected SUBJECT=CODE`);
	return [subject, code];
}
