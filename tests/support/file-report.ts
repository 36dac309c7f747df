import type { Page } from 'playwright-core';

export type Told = {
	text: string;
	/** The radio of the subject, as the page calls it. */
	subject: RegExp;
	/** What is typed to find the place, and which answer is taken. */
	place: [string, RegExp];
	privacy?: 'named' | 'confidential' | 'anonymous';
	email?: string;
	name?: string;
};

const next = (page: Page) => page.getByRole('button', { name: 'Lanjut', exact: true }).click();

/** Files a complaint page by page, as a resident does; returns what the receipt says. */
export async function fileByPages(
	page: Page,
	origin: string,
	told: Told,
): Promise<{ number: string; code: string }> {
	await page.goto(`${origin}/lapor`);
	await page.getByRole('textbox').fill(told.text);
	await next(page);
	await page.getByRole('radio', { name: 'Pengaduan', exact: false }).first().check();
	await next(page);
	await page.getByRole('radio', { name: told.subject }).first().check();
	await next(page);
	const [typed, found] = told.place;
	await page.getByLabel('Cari nama tempat').fill(typed);
	await page.locator('main').getByRole('button', { name: 'Cari' }).click();
	await page.getByRole('button', { name: found }).first().click();
	await next(page);
	if (page.url().includes('/aset')) {
		await page.getByRole('radio').last().check();
		await next(page);
	}
	if (page.url().includes('/serupa')) await page.getByRole('button', { name: /Bukan, lanjutkan/ }).click();
	await page
		.getByRole('button', { name: /Lanjut|lanjut/ })
		.last()
		.click();
	if (page.url().includes('/serupa')) await page.getByRole('button', { name: /Bukan, lanjutkan/ }).click();
	await page.locator(`input[type=radio][value=${told.privacy ?? 'named'}]`).check();
	await next(page);
	if (page.url().includes('/kontak')) {
		await page.getByLabel('Nama').fill(told.name ?? 'Sari (contoh)');
		if (told.email) await page.getByLabel('Surel').fill(told.email);
		await next(page);
	}
	await page.getByRole('button', { name: 'Kirim laporan' }).click();
	const [number = '', code = ''] = await page.locator('.receipt-number').allInnerTexts();
	return { number, code };
}

/** Shows the code of the receipt on the case's page. */
export async function openAsPerson(
	page: Page,
	origin: string,
	{ number, code }: { number: string; code: string },
): Promise<void> {
	await page.goto(`${origin}/lacak/${number}`);
	const field = page.getByLabel('Kode pada tanda terima');
	if ((await field.count()) === 0) return;
	await field.fill(code);
	await page.getByRole('button', { name: 'Buka', exact: true }).click();
}
