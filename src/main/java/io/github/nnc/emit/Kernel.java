package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;

/**
 * The code of one step as a method: the same code for different buffers is the same method.
 *
 * @param hint what the method should be called
 * @param documentation what it does, a sentence
 * @param arguments what a step hands to each parameter
 */
record Kernel(
        String hint,
        String documentation,
        Forms.Form form,
        List<ParameterSpec> parameters,
        CodeBlock body,
        List<Argument> arguments) {

    Kernel {
        parameters = List.copyOf(parameters);
        arguments = List.copyOf(arguments);
    }

    /** What makes two kernels one method. */
    String identity() {
        return parameters + "\n" + body;
    }

    /** What is handed over. */
    sealed interface Argument {

        /** The array that holds a buffer; weights in a layout. */
        record Array(Buffer buffer, Layout layout) implements Argument {}

        /** Where in its array a buffer begins. */
        record Offset(Buffer buffer) implements Argument {}

        record Length(Extent.Symbol length) implements Argument {}

        /** The iteration of a loop around the step. */
        record Iteration(Axis axis) implements Argument {}

        /** Whether kernels on the Vector API are wanted. */
        record Target() implements Argument {}

        /** Where the part of a divided loop begins that a call computes. */
        record Begin() implements Argument {}

        /** Where it ends. */
        record End() implements Argument {}

        /** An array for sums on the way, of which a kernel may have several. */
        record Sums(int number, long size) implements Argument {}
    }

    /**
     * How a tensor lies in memory: as files have it, or seen as {@code outer x length x inner}, one array of
     * {@code length} numbers for each pair of the others.
     */
    record Layout(long outer, long length, long inner) {

        /** As files have it, row-major. */
        static final Layout FLAT = new Layout(1, 1, 1);

        /** One array for each row along a dimension. */
        static Layout along(Shape shape, int dimension) {
            long outer = 1;
            long inner = 1;
            for (int i = 0; i < shape.rank(); i++) {
                long extent = shape.extent(i).max();
                outer *= i < dimension ? extent : 1;
                inner *= i > dimension ? extent : 1;
            }
            return new Layout(outer, shape.extent(dimension).max(), inner);
        }

        boolean isFlat() {
            return equals(FLAT);
        }

        /** One array for each row of a matrix. */
        boolean isRows() {
            return !isFlat() && inner == 1;
        }

        /** One array for each column of a matrix. */
        boolean isColumns() {
            return !isFlat() && outer == 1 && inner > 1;
        }

        /** One array for each row across a dimension in the middle. */
        boolean isAcross() {
            return outer > 1 && inner > 1;
        }
    }
}
