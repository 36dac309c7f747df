import type { Dice } from './dice.ts';

/** What people write, by a subject's code or the first part of a subject's code. `{tempat}` is the village, `{kec}` the kecamatan. */
type Story = { title: string; body: string };

const stories: Record<string, Story[]> = {
	road: [
		{
			title: 'Jalan berlubang di {tempat}',
			body: 'Jalan di {tempat}, {kec}, berlubang besar sepanjang kira-kira 50 meter. Sudah tiga pengendara motor jatuh bulan ini. Kalau hujan lubangnya tidak kelihatan.',
		},
		{
			title: 'Aspal terkelupas di {tempat}',
			body: 'Aspal yang baru diperbaiki di {tempat} sudah terkelupas lagi. Mohon diperiksa pekerjaannya.',
		},
		{
			title: 'Bahu jalan longsor di {tempat}',
			body: 'Bahu jalan di {tempat}, {kec}, longsor setelah hujan dua hari. Kendaraan besar masih lewat dan kami khawatir jalannya putus.',
		},
	],
	'road.bridge': [
		{
			title: 'Lantai jembatan rusak di {tempat}',
			body: 'Lantai jembatan di {tempat} sudah bolong di dua tempat. Anak sekolah melewatinya setiap hari.',
		},
		{
			title: 'Pagar jembatan hilang di {tempat}',
			body: 'Pagar jembatan kecil di {tempat}, {kec}, hilang sebelah. Malam hari gelap dan berbahaya.',
		},
	],
	'road.street-light': [
		{
			title: 'Lampu jalan mati di {tempat}',
			body: 'Lampu jalan di {tempat} mati semua sejak dua minggu. Malam hari gelap dan rawan.',
		},
		{
			title: 'Lampu jalan menyala siang hari di {tempat}',
			body: 'Lampu jalan di {tempat} menyala terus siang malam. Sayang listriknya.',
		},
	],
	drain: [
		{
			title: 'Parit tersumbat di {tempat}',
			body: 'Parit di {tempat} tersumbat sampah, setiap hujan air masuk ke rumah warga.',
		},
		{
			title: 'Banjir setiap hujan di {tempat}',
			body: 'Setiap hujan deras {tempat}, {kec}, tergenang sampai lutut. Gorong-gorongnya terlalu kecil.',
		},
	],
	waste: [
		{
			title: 'Sampah menumpuk di {tempat}',
			body: 'Sampah di {tempat} sudah seminggu tidak diangkut, bau dan banyak lalat.',
		},
		{
			title: 'Pembuangan sampah liar di {tempat}',
			body: 'Ada yang membuang sampah malam hari di tepi sungai dekat {tempat}.',
		},
	],
	water: [
		{
			title: 'Air tidak mengalir di {tempat}',
			body: 'Sudah empat hari air tidak mengalir di {tempat}. Tagihan tetap datang.',
		},
		{ title: 'Air keruh di {tempat}', body: 'Air dari keran di {tempat} keruh dan berbau sejak kemarin.' },
	],
	civil: [
		{
			title: 'KTP belum jadi sejak perekaman',
			body: 'Saya sudah merekam KTP di {kec} dua bulan lalu dan selalu dijawab blangko habis.',
		},
		{
			title: 'Antrean akta kelahiran sangat lama',
			body: 'Datang jam enam pagi untuk akta kelahiran anak, nomor antrean sudah habis.',
		},
	],
	health: [
		{
			title: 'Dokter tidak ada di puskesmas {kec}',
			body: 'Tiga kali datang ke puskesmas di {kec}, dokter tidak ada di tempat pada jam kerja.',
		},
		{
			title: 'Obat kosong di puskesmas {kec}',
			body: 'Obat darah tinggi kosong di puskesmas {kec} sejak awal bulan.',
		},
	],
	school: [
		{
			title: 'Atap ruang kelas bocor di {tempat}',
			body: 'Atap dua ruang kelas sekolah di {tempat} bocor. Kalau hujan anak-anak dipulangkan.',
		},
		{
			title: 'Pungutan seragam di sekolah',
			body: 'Sekolah di {kec} mewajibkan membeli seragam di sekolah dengan harga jauh di atas pasar.',
		},
	],
	social: [
		{
			title: 'Bantuan sosial belum diterima di {tempat}',
			body: 'Nama orang tua saya ada di daftar penerima, tetapi bantuan belum pernah diterima. Mohon diperiksa.',
		},
	],
	transport: [
		{
			title: 'Parkir liar di depan pasar {kec}',
			body: 'Parkir di badan jalan membuat macet setiap pagi, juru parkir tanpa karcis.',
		},
		{
			title: 'Lampu merah mati di simpang {tempat}',
			body: 'Lampu lalu lintas di simpang {tempat} mati sejak Senin.',
		},
	],
	integrity: [
		{
			title: 'Diminta uang untuk mengurus surat',
			body: 'Saya diminta membayar untuk surat yang seharusnya gratis. Saya takut nama saya diketahui.',
		},
	],
	business: [
		{
			title: 'Izin usaha sudah sebulan belum terbit',
			body: 'Berkas lengkap sudah diunggah, statusnya tidak berubah sebulan. Kepada siapa saya bertanya?',
		},
	],
	farm: [
		{
			title: 'Pupuk bersubsidi langka di {kec}',
			body: 'Pupuk bersubsidi tidak ada di kios di {kec}, padahal sudah masuk musim tanam.',
		},
	],
};

const other: Story[] = [
	{
		title: 'Mohon perhatian untuk {tempat}',
		body: 'Keadaan ini sudah lama dilaporkan ke kantor desa di {tempat}, {kec}, belum ada jawaban.',
	},
	{
		title: 'Usul untuk {tempat}',
		body: 'Kami warga {tempat} mengusulkan perbaikan fasilitas umum supaya bisa dipakai semua orang.',
	},
	{
		title: 'Pertanyaan tentang pelayanan di {kec}',
		body: 'Apa saja syaratnya dan berapa lama prosesnya? Di kantor kami mendapat jawaban yang berbeda-beda.',
	},
];

export function tellStory(roll: Dice, subject: string, place: { village: string; district: string }): Story {
	const { title, body } = roll.pick(stories[subject] ?? stories[subject.split('.')[0] ?? ''] ?? other);
	const fill = (text: string) =>
		text.replaceAll('{tempat}', place.village).replaceAll('{kec}', `Kecamatan ${place.district}`);
	return { title: fill(title), body: fill(body) };
}

const answers = [
	'Sudah kami kerjakan hari ini. Foto sesudahnya kami lampirkan. Terima kasih sudah melaporkan.',
	'Petugas kami sudah memperbaiki. Silakan diperiksa; bila belum baik, tekan "Belum selesai".',
	'Pekerjaan selesai kemarin sore oleh regu kami. Kami akan memeriksanya lagi minggu depan.',
	'Sudah ditangani bersama kecamatan. Penjelasan lengkap ada pada berita acara yang kami lampirkan.',
];
const disputes = [
	'Belum selesai. Lubangnya hanya ditutup tanah dan sudah terbuka lagi.',
	'Saya baru dari sana, keadaannya masih sama seperti di foto saya.',
	'Baru sebagian yang dikerjakan, di ujung sana belum.',
];
const refusals = [
	'Bukan kewenangan kami: ruas ini berstatus jalan provinsi.',
	'Lokasinya di luar wilayah kami.',
	'Ini urusan perusahaan daerah air minum, bukan dinas kami.',
];
const handOvers = [
	'Sesuai status jalan, ini kewenangan Anda.',
	'Menurut lokasi, ini wilayah Anda.',
	'Sesuai urusan, ini tugas dinas Anda.',
];
const asks = [
	'Mohon dikirim foto dari jarak dekat dan patokan tempatnya.',
	'Di sebelah mana tepatnya? Mohon sebutkan patokan.',
];
const replies = ['Di depan warung setelah masjid, sebelah kanan.', 'Sudah saya kirim fotonya, pak.'];

export const say = {
	answer: (roll: Dice) => roll.pick(answers),
	dispute: (roll: Dice) => roll.pick(disputes),
	refusal: (roll: Dice) => roll.pick(refusals),
	handOver: (roll: Dice) => roll.pick(handOvers),
	ask: (roll: Dice) => roll.pick(asks),
	reply: (roll: Dice) => roll.pick(replies),
};
