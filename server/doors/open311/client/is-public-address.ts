import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks that are no place on the public internet (IANA's special-purpose registries). */
const notPublic4 = [
	...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
	...[
		'192.0.0.0/24',
		'192.0.2.0/24',
		'192.31.196.0/24',
		'192.52.193.0/24',
		'192.88.99.0/24',
		'192.168.0.0/16',
	],
	...['192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** Within 2000::/3, which alone is handed out: documentation, and addresses that carry an IPv4 address inside. */
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const blocked = new BlockList();
for (const network of notPublic4) add(network, 'ipv4');
for (const network of notPublic6) add(network, 'ipv6');
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');

function add(network: string, family: 'ipv4' | 'ipv6'): void {
	const [address = '', bits = ''] = network.split('/');
	blocked.addSubnet(address, Number(bits), family);
}

/** Whether a network address belongs to the public internet: nothing else is called on the word of a URL alone. */
export function isPublicAddress(address: string): boolean {
	if (isIPv4(address)) return !blocked.check(address, 'ipv4');
	if (!isIPv6(address) || address.includes('%')) return false;
	return handedOut.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}
