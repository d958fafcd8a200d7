// Modules are compiled on their first use, and a busy machine is slow at it: the limit is for what never ends.
jest.setTimeout(30_000);
