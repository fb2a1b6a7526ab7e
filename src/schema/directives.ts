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

/** As in IBM's cost directive specification, which gateways before this one may read. */
const cost = new GraphQLDirective({
  name: 'cost',
  description:
    'What a field makes this gateway ask of KMS, in points: a point is one request where a thousand a second are allowed, so ListKeyRotations weighs 10. It counts each time the field is resolved; fields of one key that need the same read share it. On a member of a filter or an order, for each key that is examined; on `rotationEvents` and `rotationCompleted`, for each key they are about. Nothing else weighs anything.',
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.INPUT_FIELD_DEFINITION],
  args: { weight: { type: new GraphQLNonNull(GraphQLString), description: 'Points, as a number.' } },
})

const names = new GraphQLList(new GraphQLNonNull(GraphQLString))
const listSize = new GraphQLDirective({
  name: 'listSize',
  description: 'How many items a list is taken to hold when an operation is priced.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    assumedSize: { type: GraphQLInt, description: 'So many where no argument says.' },
    slicingArguments: {
      type: names,
      description:
        'Arguments that say how many: a number, or a list by its length. The largest given counts.',
    },
    sizedFields: {
      type: names,
      description: 'Children that hold the items. Default: the field itself is the list.',
    },
    requireOneSlicingArgument: {
      type: GraphQLBoolean,
      defaultValue: false,
      description: 'Whether one of the arguments has to be given. Never here.',
    },
  },
})

/** Declares what the fields' permissions and costs are printed as. */
export function withDirectives(schema: GraphQLSchema): GraphQLSchema {
  const permission = schema.getType('Permission')
  if (!isEnumType(permission)) throw new Error('The schema has no enum Permission')
  const requiresPermission = new GraphQLDirective({
    name: 'requiresPermission',
    description:
      'Who lacks this permission gets an error with the code FORBIDDEN; who is not known at all, UNAUTHENTICATED.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      permission: { type: new GraphQLNonNull(permission), description: 'The permission needed.' },
    },
  })
  const config = schema.toConfig()
  return new GraphQLSchema({
    ...config,
    directives: [...config.directives, requiresPermission, cost, listSize],
  })
}
