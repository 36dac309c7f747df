import type { Page } from 'playwright-core';

/** Gives the officer's post of public works in Asahan by the administrators' pages; returns the first password. */
export async function giveAsahanPost(
	page: Page,
	origin: string,
	person: { email: string; name: string },
): Promise<string> {
	await page.goto(`${origin}/kelola/petugas/baru?pemda=12.09`);
	await page
		.getByRole('link', { name: /Dinas Pekerjaan Umum dan Tata Ruang/ })
		.first()
		.click();
	await page
		.getByRole('radio', { name: /^Petugas/ })
		.first()
		.check();
	await page.getByLabel('Nama', { exact: true }).fill(person.name);
	await page.getByLabel('Surel', { exact: true }).fill(person.email);
	await page.locator('main').getByRole('button', { name: 'Tambah petugas' }).click();
	return page.locator('.receipt-number').first().innerText();
}
