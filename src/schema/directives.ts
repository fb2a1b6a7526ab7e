import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  isEnumType,
} from 'graphql'

/** The directives `@cost` and `@listSize` follow IBM's cost directive specification, so that other gateways can read them. */
const cost = new GraphQLDirective({
  name: 'cost',
  description:
    'The cost of resolving this field, in points. One point is one KMS request at a quota of 1,000 requests per second, so one ListKeyRotations request (100 per second) costs 10 points. Fields of the same key that use the same KMS read are charged once. On a filter or order field, the cost applies to each key examined; on `keys`, to each scope listed; on `rotationEvents` and `rotationCompleted`, to each named key or, if the gateway keeps no inventory, to each key covered. All other fields are free. So are `keys` with source INVENTORY and all fields below it.',
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.INPUT_FIELD_DEFINITION],
  args: {
    weight: {
      type: new GraphQLNonNull(GraphQLString),
      description: 'The cost in points, as a decimal number.',
    },
  },
})

const names = new GraphQLList(new GraphQLNonNull(GraphQLString))
const listSize = new GraphQLDirective({
  name: 'listSize',
  description: 'The number of list items to assume when the cost of an operation is calculated.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    assumedSize: { type: GraphQLInt, description: 'Size to assume when no size argument is given.' },
    slicingArguments: {
      type: names,
      description:
        'The arguments that set the size: a number, or a list whose length counts. If several are given, the largest applies.',
    },
    sizedFields: {
      type: names,
      description: 'The subfields that hold the items. Default: the field itself is the list.',
    },
    requireOneSlicingArgument: {
      type: GraphQLBoolean,
      defaultValue: false,
      description: 'Whether one of the slicing arguments is required. Always false in this schema.',
    },
  },
})

/** Adds the directives that print the permissions and costs of the fields. */
export function withDirectives(schema: GraphQLSchema): GraphQLSchema {
  const permission = schema.getType('Permission')
  if (!isEnumType(permission)) throw new Error('The schema does not define the enum Permission.')
  const requiresPermission = new GraphQLDirective({
    name: 'requiresPermission',
    description:
      'Requires this permission. The error code is FORBIDDEN if the caller lacks the permission, and UNAUTHENTICATED if the request has no valid credential.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      permission: { type: new GraphQLNonNull(permission), description: 'The required permission.' },
    },
  })
  const config = schema.toConfig()
  return new GraphQLSchema({
    ...config,
    directives: [...config.directives, requiresPermission, cost, listSize],
  })
}
