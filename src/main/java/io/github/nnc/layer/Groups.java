package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import java.math.BigInteger;

/** The demand of grouped layers: as many channels in each group. */
final class Groups {

    private Groups() {}

    /** Whether the groups divide both numbers of channels; reported where not. */
    static boolean fit(Inference inference, long groups, long in, long out) {
        boolean arriving = in % groups != 0;
        if (!arriving && out % groups == 0) {
            return true;
        }
        long channels = arriving ? in : out;
        Diagnostic misfit = Diagnostic.of(
                        Code.NOT_DIVISIBLE,
                        inference.place("groups"),
                        groups + " groups do not divide the " + channels + " channels that "
                                + (arriving ? "arrive" : "`" + inference.place().text() + "` makes"))
                .withNote(channels + " = " + groups + " * " + channels / groups + " + " + channels % groups);
        String most = Long.toString(largestDivisor(gcd(in, out), groups));
        inference.reject(misfit.withHelp("write `groups=" + most + "`", inference.argument("groups", most)));
        return false;
    }

    private static long gcd(long a, long b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
    }

    /** The largest divisor that is at most {@code limit}. */
    private static long largestDivisor(long number, long limit) {
        long best = 1;
        for (long i = 1; i <= limit && i <= number / i; i++) {
            if (number % i == 0) {
                best = Math.max(best, i);
                best = number / i <= limit ? Math.max(best, number / i) : best;
            }
        }
        return best;
    }
}
