import { maskEmail, maskName, maskPhone } from './masking';

describe('masking for display', () => {
  it.each([
    ['wang.li@example.com', 'w***@example.com'],
    ['no address', '***'],
    ['@example.com', '***'],
  ])('masks the address %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  it.each([
    ['13812345678', '138********'],
    ['+86 138-1234-5678', '861**********'],
    ['654321', '****'],
    ['110', '****'],
  ])('masks the number %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['王小明', '王**'],
    ['王', '王*'],
    ['Jane Q. Smith', 'J*** Q*** S***'],
    ['  ', ''],
  ])('masks the name %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
