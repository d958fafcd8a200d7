export { Api, type Call, type Caller, Refused } from './api';
export { bounded } from './bounded';
export { Browser, formsIn, type Page, type PageForm } from './browser';
export { Connection } from './connection';
export { type Ends, LogEnds } from './log-ends';
export { Stage } from './stage';
