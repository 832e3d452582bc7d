import { Button } from '../../../ui';

export function CreationButtons() {
  return (
    <div class="passage--suite boutons">
      <Button variant="plein" name="aller" value="enregistrer">
        Enregistrer et revenir
      </Button>
      <Button name="aller" value="annuler">
        Annuler
      </Button>
    </div>
  );
}
