import { Card, Icon, typo } from '../../ui';

const scanWords = {
  clean: "Contrôlé par l'antivirus",
  not_scanned: 'Non analysé',
  waiting: "En cours de contrôle par l'antivirus",
  infected: "Dangereux selon l'antivirus : ne peut pas être ouvert",
} as const;

interface ProofDocumentProps {
  readonly view: {
    readonly documentId: string | null;
    readonly documentName: string | null;
    readonly documentScan: keyof typeof scanWords | null;
  };
  /** Whether the reader may open it. */
  readonly mayOpen: boolean;
}

/** The proof document of a file; nothing when there is none. */
export function ProofDocument({ view, mayOpen }: ProofDocumentProps) {
  const { documentId, documentName, documentScan } = view;
  if (documentId === null || documentScan === null) return null;
  const opens = mayOpen && (documentScan === 'clean' || documentScan === 'not_scanned');
  return (
    <Card id="t-justificatif" title="Le justificatif">
      <p class="piece">
        <Icon name="paperclip" />
        {opens ? (
          <a href={`/agents/documents/${documentId}`} download>
            {documentName}
          </a>
        ) : (
          documentName
        )}
      </p>
      <p class="discret petit">{typo(scanWords[documentScan])}</p>
    </Card>
  );
}
