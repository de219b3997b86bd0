import pg from "pg"; import { readFileSync } from "node:fs";
const { openEmbedded } = await import("./lib/db/embedded.ts");
const { statistics } = await import("./lib/statistics/index.ts");
const { snapshotTables } = await import("./lib/ingest/snapshot-tables.ts");
const db = await openEmbedded(process.env.RULESCAPE_DATA!);
const c = new pg.Client({ connectionString: db.url }); await c.connect();
const pid = (await c.query("select pg_backend_pid() p, (select id from snapshot where status='current') s")).rows[0];
const cpu=()=>{const t=readFileSync(`/proc/${pid.p}/stat`,"utf8");const f=t.slice(t.lastIndexOf(")")+2).split(" ");return (Number(f[11])+Number(f[12]))/100};
await c.query("begin; set local work_mem='128MB'; set local maintenance_work_mem='256MB'; set local jit=off; set local enable_nestloop=off");
let total=0;
for (const s of statistics) {
  if (process.argv[2] && s.id!==process.argv[2]) continue;
  const a=cpu(), t=performance.now();
  if (process.argv[2]) { const r=await c.query("explain (analyze, costs off, timing on) "+s.sql(pid.s)); console.log(r.rows.map((x:any)=>x["QUERY PLAN"]).join("\n")); continue; }
  await c.query(`create table zz (like ${s.table} including defaults)`);
  await c.query(`insert into zz (${s.columns.map((x)=>`"${x}"`).join(",")}) ${s.sql(pid.s)}`);
  const b=cpu(); const n=(await c.query("select count(*) from zz")).rows[0].count;
  const idx=(await c.query(`select pg_get_indexdef(indexrelid) d from pg_index where indrelid='${s.table}'::regclass`)).rows;
  for (const [i,{d}] of idx.entries()) await c.query(d.replace(/INDEX \S+ ON (ONLY )?\S+/, `INDEX zz_${i} ON zz`));
  const e=cpu(); await c.query("analyze zz"); const f=cpu();
  console.log(s.id.padEnd(22), "rows", n, "select+insert", (b-a).toFixed(2), "indexes", (e-b).toFixed(2), "analyze", (f-e).toFixed(2), "wall", ((performance.now()-t)/1000).toFixed(2)); total+=f-a;
  await c.query("drop table zz");
}
console.log("total cpu", total.toFixed(2));
await c.query("rollback"); await c.end(); await db.close();
