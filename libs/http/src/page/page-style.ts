/** Style of the pages for complainants: type 16/26, targets of 44 px, contrast of 5.1 at least, one column from 320 px up. */
export const PAGE_STYLE = `
:root{--text:#1f2933;--muted:#52606d;--surface:#fff;--page:#f5f7fa;--border:#7b8794;--rule:#d5dbe1;--primary:#0b5cad;
--on-primary:#fff;--danger:#8e1519;--danger-page:#fdecec;--done:#1f5c2e;--done-page:#e6f4ea}
@media (prefers-color-scheme:dark){:root{--text:#e6eaee;--muted:#a9b4bf;--surface:#16191d;--page:#0f1215;--rule:#333b44;
--primary:#6cb1f5;--on-primary:#0f1215;--danger:#ffb4b1;--danger-page:#4a1618;--done:#a8e0b5;--done-page:#173a21}}
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--page);color:var(--text);font:16px/26px system-ui,"Noto Sans SC","PingFang SC",
"Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header,main{max-width:42rem;margin:0 auto;padding:16px}
header{display:flex;justify-content:space-between;align-items:center;gap:16px}
header p{margin:0;font-weight:600}
main{background:var(--surface);border:1px solid var(--rule);border-radius:8px;padding:24px;margin-bottom:32px}
@media (max-width:44rem){main{border-width:1px 0;border-radius:0}}
h1{margin:0 0 16px;font-size:26px;line-height:34px}
h2{margin:32px 0 8px;font-size:19px;line-height:28px}
p{margin:0 0 12px}
.words{white-space:pre-line}
.muted{color:var(--muted)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 24px;margin:0 0 16px}
dt{color:var(--muted)}
dd{margin:0;font-weight:600}
label{display:block;font-weight:600}
input[type=text],input[type=date],select{display:block;width:100%;max-width:22rem;min-height:44px;margin:8px 0 16px;padding:6px 12px;
font:inherit;color:inherit;background:var(--surface);border:2px solid var(--border);border-radius:4px}
textarea{display:block;width:100%;margin:8px 0 16px;padding:6px 12px;font:inherit;color:inherit;background:var(--surface);
border:2px solid var(--border);border-radius:4px}
select{max-width:100%}
input[aria-invalid=true],select[aria-invalid=true]{border-color:var(--danger)}
button{min-height:44px;padding:8px 24px;font:inherit;font-weight:600;color:var(--on-primary);background:var(--primary);
border:2px solid var(--primary);border-radius:4px;cursor:pointer}
main button{margin:0 8px 12px 0}
.second{color:var(--primary);background:transparent}
.quiet{color:var(--primary);background:transparent;border-color:transparent;padding:8px;text-decoration:underline}
a{color:var(--primary);display:inline-block;padding:8px}
:focus-visible{outline:3px solid var(--primary);outline-offset:3px}
.fault{margin:0 0 24px;padding:16px;border:2px solid var(--danger);border-radius:4px;background:var(--danger-page)}
.fault h2{margin:0;color:var(--danger)}
.fault a{display:block;padding:8px 0;color:var(--danger)}
.field-fault{margin:8px 0 0;font-weight:600;color:var(--danger)}
.done{margin-bottom:16px;padding:16px;border-left:6px solid var(--done);background:var(--done-page)}
.done p{margin:0}
table{width:100%;border-collapse:collapse}
th,td{padding:8px 12px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th{color:var(--muted);font-weight:400}
tbody tr:last-child td{border-bottom:0}
.decide{margin-top:32px;padding-top:8px;border-top:2px solid var(--rule)}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:8px}
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{display:block;padding:8px 0;border-bottom:1px solid var(--rule)}tr:last-child{border-bottom:0}td{display:block;padding:0;border:0}
td::before{content:attr(data-label) " ";color:var(--muted)}}
@media print{header form,.decide{display:none}main{border:0}}
`;
