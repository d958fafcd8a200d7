/** What the pages of the mailbox have besides the style of all pages. */
export const MAILBOX_STYLE = `
.words a{display:inline;padding:0}
.quiet{padding:8px 0}
.letters{list-style:none;margin:0;padding:0}
.letters li{display:flex;justify-content:space-between;align-items:center;gap:16px;padding:12px 0;
border-bottom:1px solid var(--rule)}
.letters form{flex:none}
.letters button{margin:0}
.new{padding:0 8px;border-radius:4px;color:var(--on-primary);background:var(--primary);font-size:14px}
@media print{main form{display:none}}
`;
