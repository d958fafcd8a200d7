import { z } from 'zod';
import { JsonSchemas } from './json-schemas';

describe('shared schemas', () => {
  it('have one name while they look alike on both sides', () => {
    const schemas = new JsonSchemas();
    const place = z.strictObject({ city: z.string() }).meta({ id: 'UnitTestPlace' });

    const sent = schemas.add(z.object({ at: place }), 'input');
    schemas.add(place, 'output');

    expect(sent['properties']).toEqual({ at: { $ref: '#/components/schemas/UnitTestPlace' } });
    expect(Object.keys(schemas.all())).toEqual(['UnitTestPlace']);
  });

  it('have two names when what is sent differs from what is received', () => {
    const schemas = new JsonSchemas();
    const choice = z.object({ count: z.number().default(1) }).meta({ id: 'UnitTestChoice' });

    schemas.add(choice, 'output');
    const sent = schemas.add(choice, 'input');

    expect(sent).toEqual({ $ref: '#/components/schemas/UnitTestChoiceInput' });
    expect(schemas.all()['UnitTestChoice']).toMatchObject({ required: ['count'] });
  });
});
