#ifndef SQUEEZE_H
#define SQUEEZE_H

#include "buf.h"

/*
 * Answers in a fifth of the room, by LZ4: what repeats itself, or stands in
 * db/data/answer.txt already, is named by its place.  That file is never
 * edited: what was kept could not be read again.  Another one is another
 * number.
 */

/** squeeze_pack(text, out): append ${text}, any bytes, in short. */
void squeeze_pack(struct slice text, struct buf *out);

/** squeeze_open(packed, out): append what was packed; false: nothing that
 * squeeze_pack() made. */
bool squeeze_open(struct slice packed, struct buf *out);

#endif
