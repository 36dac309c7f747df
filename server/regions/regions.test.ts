import { test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import { db } from '#platform/db';
import { loadRegions, searchRegions } from './index.ts';
await testDatabase();
test('x', async () => {
	console.log(await loadRegions());
	for (const q of ['p sidempuan','tj balai','deliserdang','psidimpuan','kisaran timur','medan','mutiara kisaran','mutiara asahan','toba samosir','madina','siantar','p siantar','kec medan kota','sei rampah','sungai rampah','tj morawa','tebing tinggi','t tinggi','gunungsitoli','g sitoli','brastagi','rantau prapat','pasar baru','binjai','kota binjai','nias','ki','desa simpang empat','simpang 4','labuhan batu','labura','medan timur','kab simalungun','parapat','helvetia','sidikalng','lubukpakam','xqzw']) {
		const t=performance.now();
		const r = await searchRegions(q, { limit: 4 });
		console.log(q.padEnd(18), (performance.now()-t).toFixed(1).padStart(5), r.map((x) => `${x.officialName} (${x.where}) ${x.score}`).join(' | '));
	}
});
