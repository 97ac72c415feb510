/** The collaborative of the reader, its sessions and who takes part, as this phone knows them. */
import { replica } from '../ledger';
import { catchment, flattened, isFacility } from '../people/catchment';
import { collaborative, collaborativeChannel, placeName, places, today } from '../people/woreda.svelte';
import type { StartDay } from '../periods';
import { bandsOf, marksOf, monthsOf, inTime, spanOf } from './calendar';
import { stageOf } from './stages';
import { takingPart } from './taking-part';

class Ours {
  charter = $derived.by(collaborative);
  sessions = $derived.by(() => inTime(replica.all('learning_session', collaborativeChannel())));
  startDay = $derived<StartDay>(this.charter?.fields.month_starts_on === 21 ? 21 : 1);
  // Only mentors and the staff visited have these on their phones.
  visits = $derived.by(() => replica.all('visit'));
  #dated = $derived({
    charter: this.charter?.fields ?? {},
    sessions: this.sessions,
    visits: this.visits,
    startDay: this.startDay,
  });
  span = $derived(spanOf(this.charter?.fields ?? {}, this.sessions));
  months = $derived(monthsOf(this.#dated));
  marks = $derived(marksOf(this.#dated));
  bands = $derived(bandsOf(this.charter?.fields ?? {}, this.sessions));
  stage = $derived(
    stageOf(
      this.charter?.fields.stage,
      this.sessions.map(({ fields }) => fields.starts ?? ''),
      today(),
    ),
  );
  parts = $derived.by(() => replica.all('taking_part', collaborativeChannel()));
  facilities = $derived.by(() =>
    flattened(catchment(places(), placeName))
      .map(({ place }) => place)
      .filter(isFacility),
  );
  taking = $derived.by(() => takingPart(this.facilities, this.parts, today()));
}

export const ours = new Ours();
