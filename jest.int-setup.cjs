// Real servers take longer than rules do, most of all on a busy machine; what is slow is found by bench, not by this limit.
jest.setTimeout(120_000);
