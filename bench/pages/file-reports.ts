const texts = [
	'Jalan berlubang di depan sekolah, sudah dua minggu dan belum ditutup.',
	'Lampu jalan mati sejak bulan lalu, malam hari gelap sekali di simpang ini.',
	'Sampah menumpuk di pasar dan baunya sampai ke puskesmas di sebelahnya.',
	'Parit tersumbat, setiap hujan air masuk ke rumah warga di gang ini.',
];
const subjects = ['road.pothole', 'road.bridge'];
const regions = ['12.71.01.1001', '12.71.02', '12.09.19', '12.07.26'];
const count = 60;

/** Files reports as phones do; returns the number of the last, as people write it. */
export async function fileReports(origin: string): Promise<string> {
	let number = '';
	for (let n = 0; n < count; n++) {
		const answer = await fetch(`${origin}/api/v1/reports`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				...{ key: `page-${n}-${origin}`, class: 'complaint', privacy: 'anonymous' },
				text: texts[n % texts.length],
				subject: subjects[n % subjects.length],
				region: regions[n % regions.length],
			}),
		});
		if (!answer.ok) throw new Error(`A report was not taken: ${answer.status} ${await answer.text()}`);
		number = Object(await answer.json()).number;
	}
	return number;
}
