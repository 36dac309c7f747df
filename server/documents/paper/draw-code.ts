import { encode } from 'uqr';

/** A QR code of this text in a square of `size` points, its quiet zone within it. */
export function drawCode(
	pdf: PDFKit.PDFDocument,
	text: string,
	{ x, y, size }: { x: number; y: number; size: number },
): void {
	const code = encode(text, { ecc: 'M', border: 4 });
	const module = size / code.size;
	pdf.rect(x, y, size, size).fill('#ffffff');
	for (const [row, cells] of code.data.entries()) {
		for (const { from, to } of runsOf(cells)) {
			pdf.rect(x + from * module, y + row * module, (to - from) * module, module);
		}
	}
	pdf.fill('#000000');
}

/** Dark modules that touch are one rectangle: a smaller file, and no hair lines between them. */
function runsOf(cells: boolean[]): { from: number; to: number }[] {
	const runs: { from: number; to: number }[] = [];
	for (const [at, isDark] of cells.entries()) {
		const last = runs.at(-1);
		if (!isDark) continue;
		if (last?.to === at) last.to = at + 1;
		else runs.push({ from: at, to: at + 1 });
	}
	return runs;
}
