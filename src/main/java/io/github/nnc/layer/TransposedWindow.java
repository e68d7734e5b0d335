package io.github.nnc.layer;

/**
 * A filter that is spread along one axis, as PyTorch's {@code ConvTranspose1d} defines it: input i goes to the outputs
 * i * stride + k * dilation - before for each k below the kernel.
 *
 * @param outputPadding how much longer the output is behind its last value
 */
public record TransposedWindow(long kernel, long stride, long dilation, Padding.Sides padding, long outputPadding) {

    long span() {
        return Window.span(kernel, dilation);
    }

    /** Whether there are as many outputs as values, whatever their number. */
    boolean keepsLength() {
        return stride == 1 && padding.total() == span() - 1 + outputPadding;
    }

    /** How long the output is; not positive where nothing is left of it. */
    long length(long input) {
        return (input - 1) * stride - padding.total() + span() + outputPadding;
    }

    /** {@code (7 - 1)*2 - 2*1 + 4 = 14}. */
    String arithmetic(long input) {
        return formula(Long.toString(input)) + " = " + length(input);
    }

    String formula(String input) {
        String span = dilation == 1 ? Long.toString(kernel) : dilation + "*(" + kernel + " - 1) + 1";
        String added = outputPadding == 0 ? "" : " + " + outputPadding;
        return "(" + input + " - 1)*" + stride + padding.text(" - ") + " + " + span + added;
    }
}
