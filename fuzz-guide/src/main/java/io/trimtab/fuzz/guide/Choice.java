package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Invocation;
import java.util.List;

/**
 * A call that a guide chose, and what it has to remember to learn from how that went.
 *
 * @param before what the program had then
 * @param way in which it was chosen, as the guide numbers them
 */
public record Choice(Call call, List<Invocation> before, int way) {}
