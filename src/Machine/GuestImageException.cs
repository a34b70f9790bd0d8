namespace Hyp.Jit;

/// <summary>
/// Something given to start a guest from (a kernel, an initrd, a device tree, a snapshot, a cache of known guests) cannot be used.
/// <see cref="Exception.Message"/> is one line fit for showing to a user.
/// </summary>
public sealed class GuestImageException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public GuestImageException()
    {
    }

    /// <summary>Creates the exception with a line that says what is wrong with what.</summary>
    public GuestImageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a line that says what is wrong with what, and what revealed it.</summary>
    public GuestImageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
