import { seal, sign, unseal } from '#platform/secret';
import { maskNik } from './nik.ts';

/** How a NIK lies in a table: unreadable without the installation's secret. */
export function sealNik(nik: string): string {
	return seal('people nik', nik);
}

/** How it is found again: the same NIK gives the same 32 bytes, and nobody without the secret can try numbers. */
export function indexOfNik(nik: string): Buffer {
	return sign('people nik index', nik);
}

/** For its holder's own export, and for the register they agreed to ask. */
export function unsealNik(sealed: string | null): string | null {
	return sealed === null ? null : (unseal('people nik', sealed) ?? null);
}

/** What may be shown of a sealed one; null when there is none, or it was sealed under another secret. */
export function maskedNik(sealed: string | null): string | null {
	const nik = unsealNik(sealed);
	return nik === null ? null : maskNik(nik);
}
