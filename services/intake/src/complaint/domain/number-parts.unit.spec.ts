import { shippedPacks } from '../../testing/shipped-packs.spec';
import { DEFAULT_PACK } from './judge-submission';
import { NumberPartsOfTheMinute, numberParts } from './number-parts';

const pack = shippedPacks().latest(DEFAULT_PACK)!;

describe('the number around its serial', () => {
  it('follows the pattern of the pack', () => {
    expect(numberParts(pack, 'CS', new Date('2026-03-02T01:15:00Z'))).toEqual({
      before: 'GSCS-260302-',
      serialWidth: 5,
      after: '',
    });
  });

  it('changes day at midnight of the pack, not of UTC, also when it is remembered', () => {
    const remembered = new NumberPartsOfTheMinute();

    expect(remembered.of(pack, 'CS', new Date('2026-03-02T15:59:59.999Z')).before).toBe('GSCS-260302-');
    expect(remembered.of(pack, 'CS', new Date('2026-03-02T16:00:00.000Z')).before).toBe('GSCS-260303-');
  });

  it('is remembered per unit', () => {
    const remembered = new NumberPartsOfTheMinute();
    const at = new Date('2026-03-02T01:15:00Z');

    expect(remembered.of(pack, 'CS', at).before).toBe('GSCS-260302-');
    expect(remembered.of(pack, 'QA', at).before).toBe('GSQA-260302-');
  });
});
