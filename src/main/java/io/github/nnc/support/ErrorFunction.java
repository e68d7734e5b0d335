package io.github.nnc.support;

/**
 * The error function by rational approximations (W. J. Cody, Rational Chebyshev approximations for the error function,
 * Mathematics of Computation 23, 1969), exact to about 1e-15 up to 4; beyond it every float result is 1 or -1.
 */
public final class ErrorFunction {
    private ErrorFunction() {}

    /** erf(x), the integral of 2 / sqrt(pi) * exp(-t * t) from 0 to x. */
    public static double erf(double x) {
        double size = Math.abs(x);
        if (size <= 0.46875) {
            return small(x);
        }
        return size < 4 ? Math.copySign(1 - complement(size), x) : size >= 4 ? Math.signum(x) : x;
    }

    private static double small(double x) {
        double z = x * x;
        double p = 1.85777706184603153e-1;
        p = p * z + 3.16112374387056560;
        p = p * z + 1.13864154151050156e2;
        p = p * z + 3.77485237685302021e2;
        p = p * z + 3.20937758913846947e3;
        double q = z + 2.36012909523441209e1;
        q = q * z + 2.44024637934444173e2;
        q = q * z + 1.28261652607737228e3;
        q = q * z + 2.84423683343917062e3;
        return x * p / q;
    }

    private static double complement(double x) {
        double p = 2.15311535474403846e-8;
        p = p * x + 5.64188496988670089e-1;
        p = p * x + 8.88314979438837594;
        p = p * x + 6.61191906371416295e1;
        p = p * x + 2.98635138197400131e2;
        p = p * x + 8.81952221241769090e2;
        p = p * x + 1.71204761263407058e3;
        p = p * x + 2.05107837782607147e3;
        p = p * x + 1.23033935479799725e3;
        double q = x + 1.57449261107098347e1;
        q = q * x + 1.17693950891312499e2;
        q = q * x + 5.37181101862009858e2;
        q = q * x + 1.62138957456669019e3;
        q = q * x + 3.29079923573345963e3;
        q = q * x + 4.36261909014324716e3;
        q = q * x + 3.43936767414372164e3;
        q = q * x + 1.23033935480374942e3;
        return Math.exp(-x * x) * p / q;
    }
}
