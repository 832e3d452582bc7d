import { chooseNotifications } from '../access';
import { type Kernel, perform } from '../platform/behaviour';
import { karim } from './people';
import { kernelAt, personOf } from './tell-stories';

/** Since before the stories, an agent reads what comes to the desk in one mail each morning. */
export async function chooseDigest(today: Kernel): Promise<void> {
  const kernel = kernelAt(today, 89);
  const choices = (['request', 'reminder'] as const).map((kind) => ({
    ...{ kind, siren: null, siret: null, choice: 'digest' },
  }));
  await perform(kernel, chooseNotifications, await personOf(kernel, karim.person), { choices });
}
