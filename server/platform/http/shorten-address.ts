import { isIPv4, isIPv6 } from 'node:net';

/** A network address as it may be kept: the last part of an IPv4 and all but the first 48 bits of an IPv6 are gone. */
export function shortenAddress(address: string): string {
	const plain = address.replace(/^::ffff:/, '');
	if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
	if (!isIPv6(plain)) return 'unknown';
	const [head = ''] = plain.split('::');
	const groups = head.split(':').filter(Boolean).slice(0, 3);
	while (groups.length < 3) groups.push('0');
	return `${groups.join(':')}::/48`;
}
