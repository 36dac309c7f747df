import { accountRoutes } from './account-routes.ts';

/**
 * Who gets what over HTTP, written down by hand: the part of the table that `routes.test.ts` walks. First the audiences, in
 * the letters of `table.ts`; then every page, form action and handler with the audience that is let in. A route that has
 * no line here fails the test.
 *
 * Whoever is not let in is led to sign in (who has no right kind of account), refused, or told there is no such thing. `person` is whoever holds the code of the case.
 * What somebody may see of what a page shows is not said here page by page: `secrets` says of each thing that is hidden
 * in the test's world who may ever be shown it, and every answer to everybody is searched for all of them.
 */
export const audiences = `
             officer head triage secretary leader admin operator overseer resident anonymous
public       x x x x x x x x x x
signed       x x x x x x x x x -
officer      x x x x x x x x - -
desk         x x x x x - - - - -
leader       - x - x x - - x - -
asker        x x x x x - - x - -
case         o o g G G - - R - -
work         o o g g - - - - - -
note         o o g g g - - - - -
close        - o g g - - - - - -
reopen       - o g g g - - - - -
answers      x x x x - - - - - -
writers      - x x x - - - - - -
house-words  - g g g - - - - - -
manager      - - - - - x x - - -
house        - - - - - g x - - -
rules        - - - - - x - - - -
own-rules    - - - - - g - - - -
duties       - - - - - x - - - -
own-duties   - - - - - G - - - -
operator     - - - - - - x - - -
draft        p p - - - p - - - -
drafters     p p - - - p - - - -
begins       - - - - - p - - - -
publishes    - p - - - p - - - -
glass        - o - h h - - H - -
head-of-it   - o - - - - - - - -
bill         o o g g g - - - - -
sent         o o o o o - - - - -
back-to      - o - g g - - - - -
counter      c c - - - - - - - -
bringer      g g - g - - - - - -
planner      - - - g - - - - - -
verifier     - - - - - - - G - -
overseers    - - - - - - - x - -
resident     - - - - - - - - x -
person       - - - - - - - - - -
nobody       - - - - - - - - - -
`;

/** Who may ever be shown what is hidden in the test's world. `person` holds the code of the named case. */
export const secrets: Record<string, string> = {
	named: 'case',
	confidential: 'desk-of-it',
	address: 'house',
	proposal: 'house',
	list: 'house',
	app: 'house',
	answer: 'house-answers',
	applicant: 'desk-of-it',
};
export const secretAudiences = `
             officer head triage secretary leader admin operator overseer resident anonymous
case         o o g G G - - R - -
desk-of-it   o o o o o - - - - -
house        - - - - - g x - - -
house-answers  g g g g - - - - - -
`;

export const routes = `${accountRoutes.trim()}
GET /                                     public
POST /?/region                            public
GET /aksesibilitas                        public
GET /bantuan/istilah                      public
GET /bahasa                               public
POST /bahasa                              public
GET /berkas/[sha256]                      case       named-photo
GET /cari                                 public
GET /ikuti/[token]                        public
POST /ikuti/[token]?/confirm              public
POST /ikuti/[token]?/end                  public
GET /keluar                               public
POST /keluar                              public
GET /keluar/aplikasi                      public
GET /keluar/selesai                       public
GET /lacak                                public
POST /lacak                               public
GET /lacak/[number]                       public
POST /lacak/[number]?/open                public
POST /lacak/[number]?/leave               public
POST /lacak/[number]?/follow              public
POST /lacak/[number]?/reply               person     case
POST /lacak/[number]?/confirm             person     answered
POST /lacak/[number]?/dispute             person     answered
POST /lacak/[number]?/withdraw            person     case
POST /lacak/[number]?/rate                person     closed
GET /lacak/[number]/berkas/[sha256]       person
GET /lapor                                public
POST /lapor                               public
GET /lapor/aset                           public
POST /lapor/aset                          public
GET /lapor/foto                           public
POST /lapor/foto?/add                     public
POST /lapor/foto?/more                    public
POST /lapor/foto?/remove                  public
GET /lapor/foto/[id]                      public
GET /lapor/identitas                      public
POST /lapor/identitas                     public
GET /lapor/jenis                          public
POST /lapor/jenis                         public
POST /lapor/kirim                         public
GET /lapor/kontak                         public
POST /lapor/kontak                        public
GET /lapor/lanjut                         public
GET /lapor/lanjut/[token]                 public
GET /lapor/luring                         public
GET /lapor/periksa                        public
POST /lapor/periksa                       public
GET /lapor/peta/[code].svg                public
GET /lapor/serupa                         public
POST /lapor/serupa                        public
GET /lapor/tempat                         public
POST /lapor/tempat?/choose                public
POST /lapor/tempat?/here                  public
POST /lapor/tempat?/unknown               public
GET /lapor/terkirim                       public
POST /lapor/terkirim?/forget              public
GET /lapor/titik                          public
POST /lapor/titik?/point                  public
POST /lapor/titik?/save                   public
GET /lapor/topik                          public
POST /lapor/topik                         public
GET /laporan                              public
GET /masuk                                public
POST /masuk?/code                         public
POST /masuk?/passkey                      public
GET /masuk/aplikasi/[uid]                 public
POST /masuk/aplikasi/[uid]?/again         public
POST /masuk/aplikasi/[uid]?/allow         public
POST /masuk/aplikasi/[uid]?/other         public
POST /masuk/aplikasi/[uid]?/refuse        public
GET /masuk/aplikasi/[uid]/lanjut          public
GET /masuk/bukan-saya/[stop]              public
POST /masuk/bukan-saya/[stop]             public
GET /masuk/galat                          public
GET /masuk/kode                           public
POST /masuk/kode                          public
POST /masuk/kunci                         public
GET /masuk/lagi                           signed
POST /masuk/lagi?/officer                 officer
POST /masuk/lagi?/send                    resident
POST /masuk/lagi?/code                    resident
POST /masuk/lagi?/passkey                 resident
GET /masuk/luar/[id]                      public
GET /masuk/luar/[id]/kembali              public
GET /masuk/perangkat                      signed
POST /masuk/perangkat?/find               signed
POST /masuk/perangkat?/allow              signed
POST /masuk/perangkat?/refuse             signed
GET /masuk/petugas                        public
POST /masuk/petugas                       public
GET /masuk/petugas/langkah-kedua          public
POST /masuk/petugas/langkah-kedua         public
GET /masuk/pulihkan                       public
POST /masuk/pulihkan                      public
GET /masuk/pulihkan/kode                  public
POST /masuk/pulihkan/kode                 public
GET /pasang/[token]                       public
POST /pasang/[token]                      public
GET /privasi                              public
GET /sw.js                                public
GET /transparansi                         public
GET /transparansi/angka.csv               public
GET /transparansi/[pemda]                 public
GET /transparansi/[pemda]/angka.csv       public
GET /transparansi/renaksi                 public
GET /transparansi/renaksi/[pemda]         public
GET /transparansi/renaksi/[pemda]/[document] public
GET /transparansi/renaksi/[pemda]/angka.csv public
GET /transparansi/renaksi/[pemda]/angka.json public
GET /transparansi/renaksi/angka.csv       public
GET /transparansi/renaksi/angka.json      public
GET /transparansi/renaksi/berkas/[sha256] nobody
GET /usaha                                public
GET /usaha/buka                           public
GET /usaha/cek                            public
GET /usaha/kabar/[token]                  public
POST /usaha/kabar/[token]?/confirm        public
POST /usaha/kabar/[token]?/end            public
GET /usaha/kbli                           public
GET /usaha/kbli/[code]                    public
GET /usaha/kewajiban                      public
GET /usaha/kewajiban/kalender.ics         public
GET /usaha/tender                         public
POST /usaha/tender?/save                  public
GET /usaha/tender/[ocid]                  public
GET /usaha/wilayah                        public
GET /usaha/wilayah/[code]                 public
GET /verifikasi                           public
POST /verifikasi?/file                    public
POST /verifikasi?/find                    public
GET /verifikasi/[...number]               public
POST /verifikasi/[...number]?/file        public
GET /verifikasi/kunci.json                public
GET /verifikasi/lembaga-uji.pem           public
GET /wilayah                              public
GET /wilayah/[code]                       public
POST /wilayah/[code]?/mine                public
GET /meja                                 desk       inbox
GET /meja/ekspor.csv                      desk       inbox
POST /meja/kantor                         desk
GET /meja/kantor                          public
GET /meja/perubahan                       desk
GET /meja/[number]                        case       named
POST /meja/[number]?/accept               work       offered
POST /meja/[number]?/answer               work       started
POST /meja/[number]?/archive              close      case
POST /meja/[number]?/ask                  work       started
POST /meja/[number]?/assign               work       case
POST /meja/[number]?/evidence             work       case
POST /meja/[number]?/merge                work       pair
POST /meja/[number]?/message              work       case
POST /meja/[number]?/note                 note       case
POST /meja/[number]?/offer                work       case
POST /meja/[number]?/publish              work       case
POST /meja/[number]?/recall               work       given
POST /meja/[number]?/reclassify           work       case
POST /meja/[number]?/refuse               work       offered
POST /meja/[number]?/reopen               reopen     closed
POST /meja/[number]?/split                work       case
POST /meja/[number]?/start                work       case
POST /meja/[number]?/task                 note       case
POST /meja/[number]?/task-again           note       done
POST /meja/[number]?/task-done            note       task
POST /meja/[number]?/unmerge              work       merged
POST /meja/[number]?/verify               work       case
POST /meja/[number]?/withhold             work       case
GET /meja/akses-darurat                   officer
POST /meja/akses-darurat?/ask             asker
POST /meja/akses-darurat?/decide          glass      opening
POST /meja/akses-darurat?/end             glass      opened
GET /meja/akses-darurat/[id]              nobody     opened
POST /meja/akses-darurat/[id]?/end        glass      opened
GET /meja/akun                            officer
POST /meja/akun?/end                      officer
POST /meja/akun?/language                 officer
POST /meja/akun?/password                 officer
GET /meja/akun/aplikasi                   officer
POST /meja/akun/aplikasi?/withdraw        officer
GET /meja/akun/cuti                       officer
POST /meja/akun/cuti?/end                 nobody
POST /meja/akun/cuti?/lend                nobody
GET /meja/akun/dua-langkah                officer
POST /meja/akun/dua-langkah?/begin        officer
POST /meja/akun/dua-langkah?/confirm      officer
POST /meja/akun/dua-langkah?/passkey      officer
POST /meja/akun/dua-langkah?/recovery     officer
POST /meja/akun/dua-langkah?/remove       nobody
POST /meja/akun/dua-langkah?/unkey        nobody
GET /meja/akun/penyedia                   officer
POST /meja/akun/penyedia?/link            signed
POST /meja/akun/penyedia?/unlink          signed
GET /meja/permohonan                      desk       sent
GET /meja/permohonan/langkah              desk
GET /meja/permohonan/[number]             sent       sent
POST /meja/permohonan/[number]?/cancel    nobody     sent
POST /meja/permohonan/[number]?/delegate  nobody     sent
POST /meja/permohonan/[number]?/number    sent       sent
POST /meja/permohonan/[number]?/opinion   sent       sent
POST /meja/permohonan/[number]?/plan      sent       sent
POST /meja/permohonan/[number]?/recuse    nobody     sent
POST /meja/permohonan/[number]?/step      sent       sent
PUT /meja/permohonan/[number]/bukti       sent       sent
GET /meja/permohonan/[number]/kunjungan/[visit] nobody
POST /meja/permohonan/[number]/kunjungan/[visit] nobody sent
POST /meja/permohonan/[number]/kunjungan/[visit]/hasil sent sent
GET /meja/loket                           counter
POST /meja/loket?/act                     officer
POST /meja/loket?/apply                   counter
POST /meja/loket?/business                nobody
POST /meja/loket?/comeback                counter
POST /meja/loket?/open                    counter
POST /meja/loket?/person                  counter
GET /meja/loket/baru                      counter
POST /meja/loket/baru                     counter
GET /meja/dokumen                         desk
GET /meja/dokumen/[pemda]/[id]            note       document
POST /meja/dokumen/[pemda]/[id]?/restore  head-of-it halted
POST /meja/dokumen/[pemda]/[id]?/revoke   head-of-it document
POST /meja/dokumen/[pemda]/[id]?/suspend  head-of-it document
GET /meja/pembayaran                      desk
GET /meja/pembayaran/[pemda]/[invoice]    bill       invoice
GET /meja/pembayaran/[pemda]/[invoice]/bukti bill     receipt
POST /meja/pembayaran/[pemda]/[invoice]?/decide back-to back
POST /meja/pembayaran/[pemda]/[invoice]?/refund bill paid
GET /meja/renaksi                         asker
POST /meja/renaksi?/open                  nobody
GET /meja/renaksi/[pemda]/[year]          nobody
GET /meja/renaksi/[pemda]/[year]/koreksi  nobody
POST /meja/renaksi/[pemda]/[year]/koreksi?/correct nobody
GET /meja/renaksi/[pemda]/[year]/penalti  nobody
POST /meja/renaksi/[pemda]/[year]/penalti?/penalise verifier
GET /meja/renaksi/[pemda]/[year]/tutup    nobody
POST /meja/renaksi/[pemda]/[year]/tutup?/close nobody
GET /meja/renaksi/verifikasi              overseers
GET /meja/renaksi/[pemda]/[year]/[document] nobody
POST /meja/renaksi/[pemda]/[year]/[document]?/assign planner
POST /meja/renaksi/[pemda]/[year]/[document]?/submit bringer
GET /meja/renaksi/rencana/[pemda]/[year]  nobody
POST /meja/renaksi/rencana/[pemda]/[year]?/area planner
POST /meja/renaksi/rencana/[pemda]/[year]?/some planner
POST /meja/renaksi/rencana/[pemda]/[year]?/undo planner
GET /meja/renaksi/tugas.csv               desk
GET /meja/renaksi/bukti/[pemda]/[id]      nobody
POST /meja/renaksi/bukti/[pemda]/[id]?/accept verifier
POST /meja/renaksi/bukti/[pemda]/[id]?/again verifier
POST /meja/renaksi/bukti/[pemda]/[id]?/comment nobody
POST /meja/renaksi/bukti/[pemda]/[id]?/reject nobody
POST /meja/renaksi/bukti/[pemda]/[id]?/return nobody
GET /pimpinan                             leader
GET /pimpinan/renaksi                     leader
GET /pimpinan/daftar                      leader     led
GET /kelola/kerangka                      begins
POST /kelola/kerangka?/propose            begins
GET /kelola/kerangka/[id]                 nobody
POST /kelola/kerangka/[id]?/publish       nobody
POST /kelola/kerangka/[id]?/refuse        nobody
POST /kelola/kerangka/[id]?/retract       nobody
POST /kelola/kerangka/[id]?/withdraw      nobody
GET /kelola/kerangka/unduh/[framework]    nobody
GET /kelola/aplikasi                      house      app
GET /kelola/aplikasi/[id]                 house      app
POST /kelola/aplikasi/[id]?/change        house      app
POST /kelola/aplikasi/[id]?/disable       house      app
POST /kelola/aplikasi/[id]?/secret        house      app
GET /kelola/aplikasi/baru                 house
POST /kelola/aplikasi/baru                house
GET /kelola/aturan                        manager
POST /kelola/aturan?/end                  own-rules  rule
GET /kelola/aturan/baru                   rules
POST /kelola/aturan/baru?/save            own-rules
GET /kelola/balasan                       answers
POST /kelola/balasan?/remove              house-words answer
POST /kelola/balasan?/restore             house-words removed
GET /kelola/balasan/tulis                 writers
POST /kelola/balasan/tulis?/save          house-words
GET /kelola/keamanan                      manager
POST /kelola/keamanan?/amount             operator
POST /kelola/keamanan?/factor             operator
GET /kelola/layanan                       drafters   draft
POST /kelola/layanan?/open                begins     draft
GET /kelola/layanan/[service]             draft      draft
POST /kelola/layanan/[service]?/drop      draft      draft
POST /kelola/layanan/[service]?/process   draft      draft
POST /kelola/layanan/[service]?/publish   publishes  sent-draft
POST /kelola/layanan/[service]?/send      draft      draft
POST /kelola/layanan/[service]?/simulate  draft      draft
POST /kelola/layanan/[service]?/undo      draft      draft
GET /kelola/layanan/[service]/bagian/[...part] draft draft
POST /kelola/layanan/[service]/bagian/[...part]?/move draft draft
POST /kelola/layanan/[service]/bagian/[...part]?/remove draft draft
POST /kelola/layanan/[service]/bagian/[...part]?/save draft draft
GET /kelola/layanan/[service]/berkas      draft      draft
POST /kelola/layanan/[service]/berkas     draft      draft
GET /kelola/layanan/[service]/berkas/unduh draft     draft
GET /kelola/layanan/[service]/pratinjau   draft      draft
GET /kelola/layanan/baru                  begins
POST /kelola/layanan/baru                 begins
GET /kelola/penyedia                      house      provider
POST /kelola/penyedia?/add                house
POST /kelola/penyedia?/disable            house      provider
GET /kelola/persetujuan                   house      proposal
POST /kelola/persetujuan?/decide          house      proposal
POST /kelola/persetujuan?/withdraw        nobody     proposal
GET /kelola/petugas                       house      account
GET /kelola/petugas/[account]             house      account
POST /kelola/petugas/[account]?/end       house      account
POST /kelola/petugas/[account]?/factors   house      account
POST /kelola/petugas/[account]?/operator  operator   provincial
POST /kelola/petugas/[account]?/rename    house      account
POST /kelola/petugas/[account]?/reset     house      account
POST /kelola/petugas/[account]?/sessions  house      account
POST /kelola/petugas/[account]?/suspend   house      account
GET /kelola/petugas/baru                  house
POST /kelola/petugas/baru                 house
GET /kelola/petugas/impor                 house      import
POST /kelola/petugas/impor                house
GET /kelola/petugas/impor/[import]        house      import
POST /kelola/petugas/impor/[import]?/start house     import
POST /kelola/petugas/impor/[import]/kata-sandi house imported
GET /kelola/tanggung-jawab                manager
POST /kelola/tanggung-jawab?/end          own-duties duty
GET /kelola/tanggung-jawab/baru           duties
POST /kelola/tanggung-jawab/baru?/save    own-duties
`;
