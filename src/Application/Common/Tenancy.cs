namespace SecurityTraining.Application.Common;

/// <summary>
/// The company whose rows the current unit of work sees and writes. It comes from the caller's identity, or from a proof that the
/// message carries (a token); never from a field of the message. With none entered, every query throws.
/// </summary>
public interface ITenant
{
    /// <summary>Null: none entered, or only the control plane.</summary>
    Guid? CompanyId { get; }

    bool IsEntered { get; }

    void Enter(Guid companyId);

    /// <summary>Only tables of ids and routing, which belong to no company: who signs in where, what work is due.</summary>
    void EnterControlPlane();
}

/// <summary>The tenant of one scope.</summary>
public sealed class Tenant : ITenant
{
    public Guid? CompanyId { get; private set; }

    public bool IsEntered { get; private set; }

    public void Enter(Guid companyId)
    {
        CompanyId = companyId;
        IsEntered = true;
    }

    public void EnterControlPlane()
    {
        CompanyId = null;
        IsEntered = true;
    }
}
