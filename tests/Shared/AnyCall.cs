using System.Reflection;
using System.Reflection.Emit;

namespace Hnsg.Tests.Shared;

/// <summary>Calls any method or constructor, also one that takes spans, which reflection itself cannot.</summary>
internal static class AnyCall
{
    /// <summary>Calls it and lets its exceptions through as they are.</summary>
    /// <param name="method">A method or constructor.</param>
    /// <param name="target">The object; null where it is static or a constructor.</param>
    /// <param name="arguments">An argument for each parameter; null for the default of a value, a span included.</param>
    public static object? Invoke(MethodBase method, object? target, params object?[] arguments)
    {
        var dynamic = new DynamicMethod("call", typeof(object), [typeof(object), typeof(object[])], true);
        ILGenerator code = dynamic.GetILGenerator();
        if (!method.IsStatic && method is MethodInfo)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType);
        }
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Load(code, parameter, arguments[parameter.Position]);
        }
        Type result = typeof(void);
        if (method is ConstructorInfo constructor)
        {
            code.Emit(OpCodes.Newobj, constructor);
            result = constructor.DeclaringType!;
        }
        else if (method is MethodInfo it)
        {
            code.Emit(it.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, it);
            result = it.ReturnType;
        }
        Return(code, result);
        return dynamic.CreateDelegate<Func<object?, object?[], object?>>()(target, arguments);
    }

    private static void Load(ILGenerator code, ParameterInfo parameter, object? argument)
    {
        Type type = parameter.ParameterType;
        if (type.IsByRef || (type.IsValueType && argument is null))
        {
            LocalBuilder nothing = code.DeclareLocal(type.IsByRef ? type.GetElementType()! : type);
            code.Emit(OpCodes.Ldloca, nothing);
            if (!type.IsByRef)
            {
                code.Emit(OpCodes.Initobj, type);
                code.Emit(OpCodes.Ldloc, nothing);
            }
            return;
        }
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldc_I4, parameter.Position);
        code.Emit(OpCodes.Ldelem_Ref);
        code.Emit(OpCodes.Unbox_Any, type);
    }

    private static void Return(ILGenerator code, Type type)
    {
        if (type == typeof(void))
        {
            code.Emit(OpCodes.Ldnull);
        }
        else if (type.IsByRefLike)
        {
            code.Emit(OpCodes.Pop);
            code.Emit(OpCodes.Ldnull);
        }
        else if (type.IsValueType)
        {
            code.Emit(OpCodes.Box, type);
        }
        code.Emit(OpCodes.Ret);
    }
}
