def classes = new File(basedir, 'target/classes/')
assert basedir.path.contains(' ')
def loader = new URLClassLoader([classes.toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    def net = loader.loadClass('com.example.CatDog').getMethod('load').invoke(null)
    float[] p = net.forward([0.5f, 0.8f, 0.2f] as float[])
    assert Math.abs(p[0] - 0.82f) < 0.005f
} finally {
    loader.close()
}
