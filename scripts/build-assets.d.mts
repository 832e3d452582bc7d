export function buildAssets(options: {
  outdir: string;
}): Promise<{ manifestPath: string; manifest: Record<string, string> }>;
