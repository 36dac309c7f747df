import type { Page } from 'playwright-core';

/** Gives the officer's post of public works in Asahan by the administrators' pages; returns the first password. */
export async function giveAsahanPost(page: Page, origin: string, person: { email: string; name: string }): Promise<string> {
	await page.goto(`${origin}/kelola/petugas?pemda=12.09`);
	await page.getByRole('combobox', { name: /kantor/i }).selectOption({ label: 'Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Asahan' });
	await page.getByRole('button', { name: 'Tampilkan' }).click();
	await page.getByRole('combobox', { name: 'Jabatan' }).selectOption({ index: 1 });
	await page.getByLabel('Nama', { exact: true }).fill(person.name);
	await page.getByLabel('Surel', { exact: true }).fill(person.email);
	await page.getByRole('button', { name: 'Beri jabatan' }).click();
	return page.locator('.receipt-number').first().innerText();
}
