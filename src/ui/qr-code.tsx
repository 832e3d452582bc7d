import { correction, generate } from 'lean-qr';

/** Modules left white around, without which a camera sees nothing. Source: ISO/IEC 18004. */
const quiet = 4;

/** A text as a picture that a telephone reads. What it says must stand beside it in letters too. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const { size } = code;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (code.get(x, y)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  }
  const whole = size + 2 * quiet;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path class="qr__fond" d={`M0 0h${whole}v${whole}H0z`} />
      <path class="qr__trait" d={path} />
    </svg>
  );
}
