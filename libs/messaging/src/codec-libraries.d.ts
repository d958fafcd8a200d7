declare module 'snappyjs' {
  export function compress(plain: Buffer): Buffer;
  export function uncompress(packed: Buffer, maxLength?: number): Buffer;
}

declare module 'lz4js' {
  export function decompress(packed: Uint8Array, maxSize?: number): Uint8Array;
}
