import { Icon } from './icons';

interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
}

/** Previous and next page of a list; nothing when everything holds on one page. */
export function Pagination({ page, pages, href }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav class="pagination" aria-label="Pages de la liste">
      {page > 1 && (
        <a class="bouton bouton--nu" href={href(page - 1)} rel="prev">
          <Icon name="arrow-left" />
          Page précédente
        </a>
      )}
      <p aria-current="page">
        Page {page} sur {pages}
      </p>
      {page < pages && (
        <a class="bouton bouton--nu" href={href(page + 1)} rel="next">
          Page suivante
          <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  );
}
