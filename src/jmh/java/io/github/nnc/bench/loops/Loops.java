package io.github.nnc.bench.loops;

import java.util.Arrays;

/** Layers as nested loops over arrays in row-major order. A bias is null where there is none. */
final class Loops {

    private Loops() {}

    /** Sizes of a convolution or pool over an image. */
    record Window(int kernelY, int kernelX, int stride, int top, int left) {}

    /** Channels, height and width. */
    record Image(int channels, int height, int width) {

        int area() {
            return height * width;
        }
    }

    /** Each of {@code rows} vectors times the rows of the weights. */
    static void dense(float[] x, int rows, int in, float[] weight, float[] bias, int out, float[] y) {
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < out; o++) {
                float sum = bias == null ? 0 : bias[o];
                for (int i = 0; i < in; i++) {
                    sum += weight[o * in + i] * x[r * in + i];
                }
                y[r * out + o] = sum;
            }
        }
    }

    /** The innermost loop runs along a row of the image, so that it reads and writes what lies side by side. */
    static void conv(
            float[] x, Image from, float[] weight, float[] bias, Window window, int groups, float[] y, Image to) {
        int inGroup = from.channels() / groups;
        int outGroup = to.channels() / groups;
        for (int o = 0; o < to.channels(); o++) {
            Arrays.fill(y, o * to.area(), (o + 1) * to.area(), bias == null ? 0 : bias[o]);
            for (int i = 0; i < inGroup; i++) {
                int channel = o / outGroup * inGroup + i;
                for (int ky = 0; ky < window.kernelY(); ky++) {
                    for (int kx = 0; kx < window.kernelX(); kx++) {
                        float factor = weight[((o * inGroup + i) * window.kernelY() + ky) * window.kernelX() + kx];
                        tap(x, channel, from, ky, kx, factor, window, y, o, to);
                    }
                }
            }
        }
    }

    private static void tap(
            float[] x, int c, Image from, int ky, int kx, float factor, Window window, float[] y, int o, Image to) {
        int stride = window.stride();
        int shift = kx - window.left();
        int first = Math.max(0, (-shift + stride - 1) / stride);
        int end = Math.min(to.width(), (from.width() - 1 - shift) / stride + 1);
        for (int row = 0; row < to.height(); row++) {
            int source = row * stride + ky - window.top();
            if (source >= 0 && source < from.height()) {
                int xAt = (c * from.height() + source) * from.width() + shift;
                int yAt = (o * to.height() + row) * to.width();
                if (stride == 1) {
                    for (int col = first; col < end; col++) {
                        y[yAt + col] += factor * x[xAt + col];
                    }
                } else {
                    for (int col = first; col < end; col++) {
                        y[yAt + col] += factor * x[xAt + col * stride];
                    }
                }
            }
        }
    }

    static void maxpool(float[] x, Image from, Window window, float[] y, Image to) {
        for (int c = 0; c < from.channels(); c++) {
            for (int row = 0; row < to.height(); row++) {
                for (int col = 0; col < to.width(); col++) {
                    int top = row * window.stride() - window.top();
                    int left = col * window.stride() - window.left();
                    float largest = Float.NEGATIVE_INFINITY;
                    for (int i = Math.max(0, top); i < Math.min(from.height(), top + window.kernelY()); i++) {
                        for (int j = Math.max(0, left); j < Math.min(from.width(), left + window.kernelX()); j++) {
                            largest = Math.max(largest, x[(c * from.height() + i) * from.width() + j]);
                        }
                    }
                    y[(c * to.height() + row) * to.width() + col] = largest;
                }
            }
        }
    }

    /** The mean of each channel. */
    static void average(float[] x, int channels, int area, float[] y) {
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int i = 0; i < area; i++) {
                sum += x[c * area + i];
            }
            y[c] = sum / area;
        }
    }

    /** A factor and a summand for each channel: a batch norm whose statistics were folded beforehand. */
    static void scale(float[] x, int area, float[] factor, float[] summand, float[] y) {
        for (int c = 0; c < factor.length; c++) {
            for (int i = c * area; i < (c + 1) * area; i++) {
                y[i] = x[i] * factor[c] + summand[c];
            }
        }
    }

    static void layernorm(float[] x, int rows, int width, float[] weight, float[] bias, double eps, float[] y) {
        for (int r = 0; r < rows; r++) {
            float mean = 0;
            for (int i = 0; i < width; i++) {
                mean += x[r * width + i];
            }
            mean /= width;
            float variance = 0;
            for (int i = 0; i < width; i++) {
                float distance = x[r * width + i] - mean;
                variance += distance * distance;
            }
            float factor = (float) (1 / Math.sqrt(variance / width + eps));
            for (int i = 0; i < width; i++) {
                y[r * width + i] = (x[r * width + i] - mean) * factor * weight[i] + bias[i];
            }
        }
    }

    static void rmsnorm(float[] x, int rows, int width, float[] weight, double eps, float[] y) {
        for (int r = 0; r < rows; r++) {
            float squares = 0;
            for (int i = 0; i < width; i++) {
                squares += x[r * width + i] * x[r * width + i];
            }
            float factor = (float) (1 / Math.sqrt(squares / width + eps));
            for (int i = 0; i < width; i++) {
                y[r * width + i] = x[r * width + i] * factor * weight[i];
            }
        }
    }

    /** Of a part of an array, in place. */
    static void softmax(float[] x, int from, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, x[i]);
        }
        float sum = 0;
        for (int i = from; i < from + length; i++) {
            x[i] = (float) Math.exp(x[i] - largest);
            sum += x[i];
        }
        for (int i = from; i < from + length; i++) {
            x[i] /= sum;
        }
    }

    /** Between 0 and a bound. */
    static void clip(float[] x, float bound, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.min(Math.max(x[i], 0), bound);
        }
    }

    static void relu(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    static void silu(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] / (1 + (float) Math.exp(-x[i]));
        }
    }

    static void add(float[] a, float[] b, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = a[i] + b[i];
        }
    }

    static void multiply(float[] a, float[] b, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = a[i] * b[i];
        }
    }
}
